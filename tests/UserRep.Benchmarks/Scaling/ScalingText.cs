using System.Globalization;
using System.Text;

namespace UserRep.Benchmarks.Scaling;

/// <summary>What was measured, the model and what it says, as tables.</summary>
internal static class ScalingText
{
    private static readonly double[] _users = [1e6, 1e7, 1e8, 6e8];

    // Beyond that nobody has users.
    private const double Never = 1e11;

    public static string Write(ScalingReport report, DescribedLoad assumed)
    {
        CostModel model = CostFits.Model(report);
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"Measured {report.Host.Measured}{(report.Quick ? ", quick" : string.Empty)}. {report.Host.Processor}, {report.Host.Cores} cores, {report.Host.MemoryGb} GB.\n");
        Measured(text, report);
        Fitted(text, model);
        Assumed(text, assumed);
        Projected(text, model, assumed);
        Limits(text, model, assumed);
        return text.ToString();
    }

    private static void Measured(StringBuilder text, ScalingReport report)
    {
        Table(
            text, "Measured costs",
            ["silos", "partitions", "users", "silos' CPU / event", "database's CPU / event", "WAL / event", "transactions / event", "taken in at home", "between silos / event", "database's network / event",
                "silos' CPU / read", "silos' CPU / read of 500", "messages / read of 500", "between silos / read of 500", "processes' memory / live user", "idle transactions / s"],
            report.Rows.Select(row => row.Size).Distinct().Select(size => (string[])
            [
                $"{size.Silos}", $"{size.Partitions}", Figure.Short(size.Users),
                Micros(Work.Events, size, c => c.SiloSeconds), Micros(Work.Events, size, c => c.DatabaseSeconds), Bytes(Work.Events, size, c => c.WalBytes),
                Figure.Short(Median(Work.Events, size, c => c.Transactions)), AtHome(size), Bytes(Work.Events, size, c => c.SiloBytes), Bytes(Work.Events, size, c => c.DatabaseBytes),
                Micros(Work.Reads, size, c => c.SiloSeconds), Micros(Work.LargeReads, size, c => c.SiloSeconds), Figure.Short(Median(Work.LargeReads, size, c => c.ReadMessages)),
                Bytes(Work.LargeReads, size, c => c.SiloBytes), Figure.Bytes(PerUser(size)), Figure.Short(report.IdleOf(size).Transactions / report.IdleOf(size).Seconds),
            ]));

        string Micros(Work work, ScalingSize size, Func<Costs, double> cost) => $"{Figure.Short(1e6 * Median(work, size, cost))} µs";
        string AtHome(ScalingSize size)
        {
            double home = Median(Work.Events, size, c => c.AppliedHome);
            double all = home + Median(Work.Events, size, c => c.AppliedAway);
            return all == 0 ? "–" : $"{Figure.Short(100 * home / all)} %";
        }

        string Bytes(Work work, ScalingSize size, Func<Costs, double> cost) => Figure.Bytes(Median(work, size, cost));
        double Median(Work work, ScalingSize size, Func<Costs, double> cost) => ScalingRows.PerOperation(report, work, size, cost).Median;
        double PerUser(ScalingSize size) => ScalingRows.PerLiveUser(report, size, room => room.ResidentBytes);
    }

    private static void Fitted(StringBuilder text, CostModel model) => Table(
        text, "The model",
        ["cost", "formula", "residual", "values"],
        model.Fits.Select(fit => (string[])[fit.Name, $"{Formula(fit)} {fit.Unit}".Trim(), $"{Figure.Short(100 * fit.Residual)} %", $"{fit.Samples}"]));

    private static string Formula(LinearFit fit) =>
        string.Join(" + ", fit.Coefficients.Zip(fit.Terms, (value, term) => term == "1" ? Figure.Short(value) : $"{Figure.Short(value)} × {term}"));

    private static void Assumed(StringBuilder text, DescribedLoad assumed) =>
        Table(text, "Assumptions", ["assumption", "value"], Assumptions.Of(assumed).Select(a => (string[])[a.Name, Figure.Short(a.Value)]));

    private static void Projected(StringBuilder text, CostModel model, DescribedLoad assumed)
    {
        Projection[] all = Of(model);
        Projection[] dear = Of(model.Dear());
        (string Name, Func<Projection, string> Text)[] lines =
        [
            ("live users", p => Figure.Short(p.Load.LiveUsers)),
            ("events/s, peak", p => Figure.Short(p.Load.EventsPerSecond)),
            ("reads of one user/s, peak", p => Figure.Short(p.Load.ReadsPerSecond)),
            ("users read in batches/s, peak", p => Figure.Short(p.Load.BatchReadsPerSecond * p.Load.UsersPerBatch)),
            ("silos", p => Figure.Short(p.Silos)),
            ("… if every cost were higher by its residual", p => Figure.Short(dear[Array.IndexOf(all, p)].Silos)),
            ("… by memory", p => Figure.Short(p.SilosByMemory)),
            ("… by processor", p => Figure.Short(p.SilosByProcessor)),
            ("… by network", p => Figure.Short(p.SilosByNetwork)),
            ("partitions", p => Figure.Short(p.Partitions)),
            ("database's disk", p => Figure.Bytes(p.OfDatabase.DiskBytes)),
            ("write-ahead log/s, peak", p => Figure.Bytes(p.OfDatabase.WalBytesPerSecond)),
            ("… if every cost were higher by its residual", p => Figure.Bytes(dear[Array.IndexOf(all, p)].OfDatabase.WalBytesPerSecond)),
            ("database's cores busy, peak", p => Figure.Short(p.OfDatabase.Cores)),
            ("… if every cost were higher by its residual", p => Figure.Short(dear[Array.IndexOf(all, p)].OfDatabase.Cores)),
            ("cores of all silos busy, peak", p => Figure.Short(p.OfSilos.Cores)),
            ("network of all silos/s, peak", p => Figure.Bytes(p.OfSilos.NetworkBytesPerSecond)),
            .. Resources.All.Select(resource => ($"{resource}, used of 1", (Func<Projection, string>)(p => Figure.Short(p.Uses.Single(u => u.Resource == resource).Share)))),
            ("exhausted first", p => p.First.Share > 1 ? p.First.Resource : $"nothing; {p.First.Resource} next"),
            ("databases, if partitions were spread over several", p => Figure.Short(p.Databases)),
        ];
        Table(text, "Projection", ["users", .. _users.Select(Figure.Short)], lines.Select(line => (string[])[line.Name, .. all.Select(line.Text)]));

        Projection[] Of(CostModel costs) => [.. _users.Select(users => Projector.Project(costs, assumed with { Users = users }))];
    }

    private static void Limits(StringBuilder text, CostModel model, DescribedLoad assumed) => Table(
        text, "Where one of each is used up, everything else being as assumed",
        ["resource", "users", "events/s at the peak"],
        from resource in Resources.All
        let users = Projector.Limit(model, assumed, resource)
        orderby users
        select users > Never ? (string[])[resource, "–", "–"] : [resource, Figure.Short(users), Figure.Short((assumed with { Users = users }).EventsPerSecond)]);

    private static void Table(StringBuilder text, string title, string[] head, IEnumerable<string[]> rows)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n### {title}\n\n| {string.Join(" | ", head)} |\n|{string.Concat(head.Select((_, i) => i == 0 ? " --- |" : " ---: |"))}\n");
        foreach (string[] row in rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {string.Join(" | ", row)} |\n");
        }
    }
}
