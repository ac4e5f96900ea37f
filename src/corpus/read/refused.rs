//! Files that hold text but are not read, with what makes plain text of them.

/// A kind of file that is not read.
struct Refused {
    /// The beginning of a sentence.
    kind: &'static str,
    /// The endings of file names.
    endings: &'static [&'static str],
    advice: &'static str,
}

const REFUSED: &[Refused] = &[
    Refused {
        kind: "HTML is",
        endings: &["html", "htm", "xhtml", "mht", "mhtml"],
        advice: "extract the text first, for instance with trafilatura",
    },
    Refused {
        kind: "XML is",
        endings: &["xml", "rss", "atom", "tei"],
        advice: "extract the text first, for instance with xmlstarlet, and save it as .txt or .jsonl",
    },
    Refused {
        kind: "PDF is",
        endings: &["pdf"],
        advice: "extract the text first, for instance with pdftotext",
    },
    Refused {
        kind: "Word documents are",
        endings: &["docx", "doc", "docm", "odt", "rtf", "pages"],
        advice: "convert the document first, for instance with pandoc -t plain, or save it as plain text",
    },
    Refused {
        kind: "Excel sheets are",
        endings: &["xlsx", "xls", "xlsm", "xlsb", "ods", "numbers"],
        advice: "save the sheet as .csv",
    },
    Refused {
        kind: "PowerPoint slides are",
        endings: &["pptx", "ppt", "odp", "key"],
        advice: "convert the slides first, for instance with markitdown",
    },
    Refused {
        kind: "electronic books are",
        endings: &["epub", "mobi", "azw3"],
        advice: "convert the book first, for instance with pandoc -t plain",
    },
    Refused {
        kind: "TeX is",
        endings: &["tex", "latex"],
        advice: "convert the document first, for instance with pandoc -t plain",
    },
    Refused {
        kind: "mail is",
        endings: &["eml", "msg", "mbox"],
        advice: "save the messages as .txt or .jsonl",
    },
    Refused {
        kind: "Jupyter notebooks are",
        endings: &["ipynb"],
        advice: "convert it first, for instance with jupyter nbconvert --to markdown",
    },
    Refused {
        kind: "images are",
        endings: &[
            "png", "jpg", "jpeg", "gif", "tif", "tiff", "webp", "bmp", "heic", "svg",
        ],
        advice: "recognise the text first, for instance with tesseract",
    },
    Refused {
        kind: "sound and video are",
        endings: &[
            "mp3", "wav", "m4a", "ogg", "flac", "mp4", "mov", "avi", "mkv", "webm",
        ],
        advice: "transcribe it first, for instance with whisper",
    },
    Refused {
        kind: "archives are",
        endings: &["zip", "tar", "tgz", "7z", "rar", "bz2", "xz"],
        advice: "unpack it; only single files that end with .gz or .zst are unpacked",
    },
    Refused {
        kind: "databases and data frames are",
        endings: &[
            "db", "sqlite", "sqlite3", "pkl", "pickle", "rds", "rdata", "sav", "dta", "h5", "hdf5",
            "avro", "orc",
        ],
        advice: "export the table as .csv or .jsonl",
    },
];

/// Return why files with an ending are not read, and what to do, if it is known.
pub(super) fn reason_of(ending: &str) -> Option<String> {
    let refused = REFUSED.iter().find(|one| one.endings.contains(&ending))?;
    Some(format!("{} not read; {}", refused.kind, refused.advice))
}

#[cfg(test)]
mod tests {
    use super::super::format::{Compression, FileFormat};
    use super::*;

    #[test]
    fn endings_are_refused_once_and_are_not_read() {
        let endings: Vec<&str> = REFUSED
            .iter()
            .flat_map(|one| one.endings)
            .copied()
            .collect();
        for (index, ending) in endings.iter().enumerate() {
            assert!(!endings[..index].contains(ending), "{ending}");
            assert!(ending.parse::<FileFormat>().is_err(), "{ending}");
            assert!(ending.parse::<Compression>().is_err(), "{ending}");
        }
        let expected = "PDF is not read; extract the text first, for instance with pdftotext";
        assert_eq!(reason_of("pdf").as_deref(), Some(expected));
        assert_eq!(reason_of("xyz"), None);
    }
}
