using UserRep.Training.Cli;
using UserRep.Training.Importing.Csv;
using UserRep.Training.Importing.Lfm2b;
using UserRep.Training.Importing.MovieLens;
using UserRep.Training.Importing.ThirtyMusic;

namespace UserRep.Training.Importing;

/// <summary><c>import</c>: brings data of others into the form of a data set.</summary>
internal static class ImportCommand
{
    public static CliCommand Create() => new("import", "Turn files of events, items and users into a data set.")
    {
        CsvCommand.Create(),
        PublishedImport.Create(
            "movielens-1m", "MovieLens 1M: ratings of 4 and 5 stars, genres and decades, gender, age and occupation.", "ml-1m", MovieLensImporter.Import),
        PublishedImport.Create("30music", "30Music: plays with times, ids only (plays.csv).", "30music", ThirtyMusicImporter.Import),
        PublishedImport.Create(
            "lfm-2b", "LFM-2b: who listened to what, without times; artists and countries of tracks; country, age and gender of users.", "lfm-2b", Lfm2bImporter.Import),
    };
}
