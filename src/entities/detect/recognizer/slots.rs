//! Serialization of hash tables: a bit mask of the occupied slots, then their contents in order.
//!
//! Reading a table computes no hashes.

/// Writes numbers in little-endian order, each list prefixed with its length.
#[derive(Debug, Default)]
pub(super) struct Writer {
    pub(super) bytes: Vec<u8>,
}

/// Reads the output of [`Writer`]; `None` if the bytes are truncated or malformed.
#[derive(Debug)]
pub(super) struct Reader<'b> {
    bytes: &'b [u8],
}

/// Iterates over the occupied slots in ascending order.
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
        let mask = keys.chunks(8).map(|keys| {
            keys.iter()
                .enumerate()
                .fold(0, |bits, (index, key)| bits | u8::from(*key != 0) << index)
        });
        self.raw(&mask.collect::<Vec<u8>>());
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
        let (data, rest) = self.bytes.split_at_checked(length)?;
        self.bytes = rest;
        Some(data)
    }

    pub(super) fn numbers(&mut self) -> Option<Vec<u16>> {
        let (chunks, rest) = self.raw()?.as_chunks();
        rest.is_empty().then(|| {
            chunks
                .iter()
                .map(|chunk| u16::from_le_bytes(*chunk))
                .collect()
        })
    }

    pub(super) fn floats(&mut self) -> Option<Vec<f32>> {
        let (chunks, rest) = self.raw()?.as_chunks();
        rest.is_empty().then(|| {
            chunks
                .iter()
                .map(|chunk| f32::from_le_bytes(*chunk))
                .collect()
        })
    }

    /// Reads the keys of a hash table: a power of two of slots, of which at least one is free.
    pub(super) fn slots(&mut self) -> Option<Vec<u16>> {
        let mask = self.raw()?;
        let mut numbers = self.numbers()?.into_iter();
        let mut keys = vec![0; mask.len() * 8];
        for (&taken, keys) in mask.iter().zip(keys.chunks_exact_mut(8)) {
            let mut taken = taken;
            while taken != 0 {
                keys[taken.trailing_zeros() as usize] = numbers.next().filter(|key| *key != 0)?;
                taken &= taken - 1;
            }
        }
        let is_valid =
            keys.len().is_power_of_two() && keys.contains(&0) && numbers.next().is_none();
        is_valid.then_some(keys)
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.bytes.is_empty()
    }
}
