using UserRep.ClusterTests.Faults.Machines;
using UserRep.ClusterTests.Faults.Reports;
using UserRep.ClusterTests.Silos;
using UserRep.Testing.Postgres;

namespace UserRep.ClusterTests.Faults.Rows;

/// <summary>The disk of the log is full for a while: events are refused, vectors are read, and with room again all goes on.</summary>
internal sealed class DiskFull(bool isEmbedded) : ClusterFault
{
    private const int DiskMegabytes = 256;
    private const int BlockBytes = 1 << 12;

    private LoopDisk? _disk;
    private PostgresServer? _server;

    public override string Name => isEmbedded ? "sqlite-disk-full" : "postgresql-disk-full";

    public override string? Lacks() => LoopDisk.Lacks();

    private string Ballast => Path.Combine(_disk!.Folder, "ballast");

    public override async Task<FaultRow> RunAsync(FaultSetting setting)
    {
        await using LoopDisk disk = _disk = await LoopDisk.MakeAsync(DiskMegabytes);
        try
        {
            return await base.RunAsync(setting);
        }
        finally
        {
            File.Delete(Ballast);
            if (_server is not null)
            {
                await _server.DisposeAsync();
            }
        }
    }

    protected override async Task<Cluster> StartAsync(FaultSetting setting)
    {
        string folder = Path.Combine(_disk!.Folder, "data");
        Directory.CreateDirectory(folder);
        if (isEmbedded)
        {
            return await Cluster.StartAloneAsync(new SiloPlace { Folder = folder }, Settings);
        }

        _server = await PostgresServer.StartNewInAsync(folder);
        PostgresTestDatabase database = await _server.CreateDatabaseAsync();
        return await Cluster.StartAsync(database, [.. Enumerable.Repeat(new SiloPlace { Database = database.ConnectionString }, 3)], Settings);
    }

    protected override async Task InflictAsync(ClusterRun run)
    {
        run.TouchAll();
        Fill();
        int before = run.Ledger.Latencies.Count(l => !l.Failed);
        await run.CallersNoticeAsync();
        await Task.Delay(run.Setting.Long(TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(5)), CancellationToken.None);
        int answered = run.Ledger.Latencies.Count(l => !l.Failed) - before;
        run.Notes.Add(answered > 0 ? $"{answered} reads were answered meanwhile" : throw new InvalidOperationException("No read was answered while the disk was full."));
        File.Delete(Ballast);
        if (_server is { IsRunning: false })
        {
            run.Notes.Add("the server had stopped by itself");
            await _server.StartAgainAsync();
        }

        run.Phases.End();
        await SupervisedAsync(run);
    }

    private void Fill()
    {
        using FileStream ballast = File.Create(Ballast, BlockBytes);
        byte[] block = new byte[BlockBytes];
        try
        {
            while (true)
            {
                ballast.Write(block);
                ballast.Flush();
            }
        }
        catch (IOException)
        {
            // It is full.
        }
    }
}
