//! Hash tables as bytes: which slots are taken, then what is in them, in order. Nothing is hashed when they are read.

/// Writes numbers in little-endian order, each list behind its length.
#[derive(Debug, Default)]
pub(super) struct Writer {
    pub(super) bytes: Vec<u8>,
}

/// Reads what [`Writer`] wrote; `None` where the bytes end too soon or make no sense.
#[derive(Debug)]
pub(super) struct Reader<'b> {
    bytes: &'b [u8],
}

/// The slots that hold something, ascending.
pub(super) fn occupied(keys: &[u16]) -> impl Iterator<Item = usize> + '_ {
    keys.iter()
        .enumerate()
        .filter(|(_, key)| **key != 0)
        .map(|(slot, _)| slot)
}

impl Writer {
    pub(super) fn length(&mut self, length: usize) {
        self.bytes.extend((length as u64).to_le_bytes());
    }

    pub(super) fn raw(&mut self, bytes: &[u8]) {
        self.length(bytes.len());
        self.bytes.extend(bytes);
    }

    pub(super) fn numbers(&mut self, numbers: impl Iterator<Item = u16>) {
        self.raw(&numbers.flat_map(u16::to_le_bytes).collect::<Vec<u8>>());
    }

    pub(super) fn floats(&mut self, floats: &[f32]) {
        self.raw(
            &floats
                .iter()
                .flat_map(|float| float.to_le_bytes())
                .collect::<Vec<u8>>(),
        );
    }

    pub(super) fn slots(&mut self, keys: &[u16]) {
        let taken = keys.chunks(8).map(|keys| {
            keys.iter()
                .enumerate()
                .fold(0, |bits, (place, key)| bits | u8::from(*key != 0) << place)
        });
        self.raw(&taken.collect::<Vec<u8>>());
        self.numbers(occupied(keys).map(|slot| keys[slot]));
    }
}

impl<'b> Reader<'b> {
    pub(super) fn new(bytes: &'b [u8]) -> Self {
        Self { bytes }
    }

    pub(super) fn length(&mut self) -> Option<usize> {
        let (length, rest) = self.bytes.split_first_chunk()?;
        self.bytes = rest;
        usize::try_from(u64::from_le_bytes(*length)).ok()
    }

    pub(super) fn raw(&mut self) -> Option<&'b [u8]> {
        let length = self.length()?;
        let (found, rest) = self.bytes.split_at_checked(length)?;
        self.bytes = rest;
        Some(found)
    }

    pub(super) fn numbers(&mut self) -> Option<Vec<u16>> {
        let (pairs, rest) = self.raw()?.as_chunks();
        rest.is_empty()
            .then(|| pairs.iter().map(|pair| u16::from_le_bytes(*pair)).collect())
    }

    pub(super) fn floats(&mut self) -> Option<Vec<f32>> {
        let (fours, rest) = self.raw()?.as_chunks();
        rest.is_empty()
            .then(|| fours.iter().map(|four| f32::from_le_bytes(*four)).collect())
    }

    /// A power of two of slots, at least one of them free.
    pub(super) fn slots(&mut self) -> Option<Vec<u16>> {
        let taken = self.raw()?;
        let mut numbers = self.numbers()?.into_iter();
        let mut keys = vec![0; taken.len() * 8];
        for (place, key) in keys.iter_mut().enumerate() {
            if taken[place / 8] >> (place % 8) & 1 == 1 {
                *key = numbers.next().filter(|key| *key != 0)?;
            }
        }
        let sound = keys.len().is_power_of_two() && keys.contains(&0) && numbers.next().is_none();
        sound.then_some(keys)
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.bytes.is_empty()
    }
}
