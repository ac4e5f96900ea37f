//! Why a figure has its value, how sure that is, and what it is in a change.

use crate::registry::registry;

registry!(
    /// Why a figure has the value that it has.
    pub enum Basis: "basis of a value" {
        /// The text writes the value out.
        Written = "written",
        /// A vague word, "dozens", for which a convention gives the number.
        Vague = "vague",
        /// The unit or scale of another number holds for this one too: "two to three dozen".
        SharedUnit = "shared_unit",
        /// The marks between digits follow another custom: "1.234,5" or "816 000".
        DigitGroups = "digit_groups",
        /// The usual meaning of a sign or word that several currencies share.
        UsualCurrency = "usual_currency",
        /// The country that the text names most says which currency is meant.
        CountryOfText = "country_of_text",
        /// Relative to the document's date: "yesterday", "last week".
        DocumentDate = "document_date",
        /// Before or after the document's date, by the verb of the same clause.
        Tense = "tense",
        /// Before or after the document's date, by a verb of another clause.
        DistantTense = "distant_tense",
        /// The latest such date, because no verb says whether it is past.
        LatestDate = "latest_date",
        /// The year that brings the date nearest to the document's date.
        NearestYear = "nearest_year",
        /// The month at the end of a list of days holds for all of them.
        SharedMonth = "shared_month",
        /// Relative to a date that the text names before: "three days later".
        DateOfText = "date_of_text",
        /// Days or months by a convention: "the first week of May", a quarter without its year.
        PartOfPeriod = "part_of_period",
        /// The day and the month of a date in digits could be exchanged.
        DayFirst = "day_first",
    }
);

impl Basis {
    /// Returns the share of such values that is right, estimated on news, from 0 to 1.
    #[must_use]
    pub const fn confidence(self) -> f32 {
        match self {
            Self::Written => 0.98,
            Self::DocumentDate | Self::SharedMonth => 0.95,
            Self::Tense | Self::SharedUnit => 0.93,
            Self::CountryOfText | Self::DigitGroups | Self::NearestYear => 0.85,
            Self::UsualCurrency | Self::PartOfPeriod => 0.8,
            Self::DistantTense | Self::DateOfText => 0.75,
            Self::LatestDate | Self::DayFirst => 0.6,
            Self::Vague => 0.5,
        }
    }
}

registry!(
    /// What a figure is in a change: "rose by 119 to 1,033, from 914".
    pub enum Relation: "relation of a figure to a change" {
        /// The difference: "rose by 119".
        By = "by",
        /// The value before the change: "from 914".
        From = "from",
        /// The value after the change: "to 1,033".
        To = "to",
    }
);
