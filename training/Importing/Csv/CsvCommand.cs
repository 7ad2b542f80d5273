using UserRep.Training.Cli;

namespace UserRep.Training.Importing.Csv;

/// <summary><c>import csv</c>.</summary>
internal static class CsvCommand
{
    public static CliCommand Create()
    {
        var command = new CliCommand("csv", "Import any delimited files of events and, where there are any, items and users.")
        {
            Examples =
            [
                "import csv --events plays.csv.gz --map user=user_id,item=song_id,time=ts --out datasets/plays",
                "import csv --events log.tsv --delimiter tab --map user=1,item=2,time=3,type=4 --time-unit iso --onboarding-type pick --out datasets/log",
                "import csv --events likes.csv --map user=user,item=film,time=none --items films.csv --item-map id=film,tags=genres+words --out datasets/likes",
                "import csv --events e.csv --map user=u,item=i,time=t,value=w --items i.csv --item-map id=i,vector=v1..v64 --users u.csv --user-map user=u,country=land --out datasets/e",
            ],
        };
        var source = new CsvOptions(command);
        var common = new ImportOptions(command);
        command.Handle((context, cancellation) => ImportRun.Run(
            context, common, session => CsvImporter.Import(source.Read(context), session), cancellation));
        return command;
    }
}
