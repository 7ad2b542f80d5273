using System.Globalization;
using UserRep.Benchmarks.Features;
using UserRep.Benchmarks.Measuring;
using UserRep.Benchmarks.Results;
using UserRep.Model.Features;
using UserRep.Model.Items;

namespace UserRep.Benchmarks.Items;

/// <summary>Finding an item and opening the table, against a dictionary in memory and building it.</summary>
internal sealed class ItemTableBenchmark : IBenchmark
{
    private const int Drawn = 1 << 16;
    private const int AllocationLookups = 10_000;
    private const double Milli = 1e-6;

    public string Name => "itemtable";

    public string Question => "What do a look-up and opening the item table cost, against a dictionary?";

    public IReadOnlyList<ResultRow> Run(MeasuringOptions options, CancellationToken cancellation)
    {
        int count = options.Quick ? 200_000 : 1_000_000;
        using ScratchFolder folder = new();
        string path = Path.Combine(folder.Path, "items.arrow");
        string[] ids = [.. Enumerable.Range(0, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"track:{i:x8}"))];
        ModalitySpec[] modalities = [new("collaborative", 16)];
        RandomItems vectors = new(BenchmarkSpecs.Served with { Modalities = modalities }, count);
        ItemTableWriter.Write(path, ids, modalities, vectors, cancellation);
        return [.. Lookups(options, path, ids, cancellation), Open(options, path, ids, cancellation)];
    }

    private static ResultRow[] Lookups(MeasuringOptions options, string path, string[] ids, CancellationToken cancellation)
    {
        Random random = new(1);
        string[] asked = [.. Enumerable.Range(0, Drawn).Select(_ => ids[random.Next(ids.Length)])];
        Dictionary<string, int> rows = Index(ids);
        using ItemTable table = ItemTable.Open(path);
        int at = 0;
        Contender own = new("item table", n =>
        {
            for (int i = 0; i < n; i++) table.TryFind(asked[at++ % Drawn], out _);
        });
        Contender rival = new("dictionary", n =>
        {
            for (int i = 0; i < n; i++) rows.TryGetValue(asked[at++ % Drawn], out _);
        });
        Samples[] times = Race.Run(options, cancellation, own, rival);
        string name = $"Item look-up by id, {ids.Length:N0} items";
        return
        [
            ResultRow.Against("itemtable.lookup", name, "ns", times[0], "Dictionary<string, int>", times[1], new Bounds(Better.Lower)),
            ResultRow.Alone(
                "itemtable.lookup.allocation", $"{name}, allocation", "B/look-up",
                new Samples([Race.AllocatedBytes(own, AllocationLookups)]), new Bounds(Better.Lower, 0, 0)),
        ];
    }

    private static ResultRow Open(MeasuringOptions options, string path, string[] ids, CancellationToken cancellation)
    {
        Contender own = new("open", n =>
        {
            for (int i = 0; i < n; i++) ItemTable.Open(path).Dispose();
        });
        Contender rival = new("build", n =>
        {
            for (int i = 0; i < n; i++) GC.KeepAlive(Index(ids));
        });
        Samples[] times = [.. Race.Run(options, cancellation, own, rival).Select(t => t.Select(ns => ns * Milli))];
        return ResultRow.Against(
            "itemtable.open", $"Opening an item table, {ids.Length:N0} items, file in the page cache", "ms", times[0],
            "filling a Dictionary from ids in memory", times[1], new Bounds(Better.Lower));
    }

    private static Dictionary<string, int> Index(string[] ids)
    {
        Dictionary<string, int> rows = new(ids.Length, StringComparer.Ordinal);
        for (int i = 0; i < ids.Length; i++) rows.Add(ids[i], i);
        return rows;
    }
}
