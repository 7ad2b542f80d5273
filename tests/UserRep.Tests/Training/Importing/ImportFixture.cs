using UserRep.Tests.Training.Datasets;
using UserRep.Training.Cli;
using UserRep.Training.Datasets;
using UserRep.Training.Importing;
using UserRep.Training.Importing.Csv;
using Xunit;

namespace UserRep.Tests.Training.Importing;

/// <summary>A folder to import from and into.</summary>
internal sealed class ImportFixture : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string Set => _folder.File("set");

    public static ColumnMap Map(string text) => new([.. text.Split(',').Select(part => KeyValuePair.Create(part.Split('=')[0], part.Split('=')[1]))]);

    public CsvSource Source(string events, string map = "user=user,item=item,time=time") => new() { Events = _folder.Write("events.csv", events), Map = Map(map) };

    public string Write(string name, string text) => _folder.Write(name, text);

    public string Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(_folder.File(name), bytes);
        return _folder.File(name);
    }

    public ImportResult Import(CsvSource source, double maxBad = 0, int inMemory = EventSpool.DefaultInMemory) =>
        Import(session => CsvImporter.Import(source, session), maxBad, inMemory);

    public ImportResult Import(Action<ImportSession> import, double maxBad = 0, int inMemory = EventSpool.DefaultInMemory) => ImportRun.Run(
        new ImportTarget(Set, "set", Force: true, inMemory), maxBad, import, NoProgress.Instance, TestContext.Current.CancellationToken);

    public Dictionary<string, UserHistory> Users() =>
        Dataset.Open(Set).ReadUsers(TestContext.Current.CancellationToken).ToDictionary(user => user.UserId);

    public ItemCatalogue Items() => Dataset.Open(Set).ReadItems();

    public void NothingWritten() => Assert.DoesNotContain(Directory.EnumerateDirectories(_folder.Path), _ => true);

    public void Dispose() => _folder.Dispose();
}
