using UserRep.Grains.Errors;
using UserRep.Grains.Versions;
using UserRep.Grains.Versions.Reports;
using UserRep.Model.Bundles;
using UserRep.Tests.Grains.Hosting;
using UserRep.Tests.Model.Bundles;
using Xunit;

namespace UserRep.Tests.Grains.Versions.Reports;

/// <summary>The report of a bundle is there for every version whose bundle is kept, whoever serves it.</summary>
public sealed class ModelReportsTests : IDisposable
{
    private readonly SiloFolders _folders = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folders.Dispose();

    [Fact]
    public async Task What_came_to_the_report_after_training_travels_with_the_bundle_and_names_lead_nowhere_else()
    {
        string folder = _folders.Write(new BundleMaker { Version = "one" });
        await File.WriteAllBytesAsync(Path.Combine(folder, "report", "auc.png"), [1, 2, 3], Cancellation);
        string zip = folder + ".zip";
        using (ModelBundle bundle = ModelBundle.Open(folder))
        {
            bundle.Pack(zip);
        }

        await using InProcessSilo silo = await InProcessSilo.StartAsync(_folders.Data);
        IModelReports reports = silo.Get<IModelReports>();
        await silo.Versions.RegisterAsync(zip, "test", Cancellation);

        ModelReport report = await reports.ReadAsync("one", Cancellation);
        Assert.Equal(("one", "v0", 0.8125), (report.Manifest.Version, report.Manifest.Parent, report.Manifest.Metrics["live.auc"]));
        Assert.Equal(["play", "skip"], report.Spec.EventTypes.Select(t => t.Name));
        Assert.Equal([("auc.png", 3L), ("report.md", 7L)], report.Files);
        Assert.Equal([1, 2, 3], await reports.FileAsync("one", "auc.png", Cancellation));
        Assert.Equal("# Fine\n"u8.ToArray(), await reports.FileAsync("one", "report.md", Cancellation));
        foreach (string name in (string[])["none.png", "../manifest.json", "..", "", "/etc/passwd", "auc.png/", "./auc.png"])
        {
            Assert.Null(await reports.FileAsync("one", name, Cancellation));
        }

        UserRepException unknown = await Assert.ThrowsAsync<UserRepException>(() => reports.ReadAsync("two", Cancellation));
        Assert.Equal(ServiceError.VersionNotFound, unknown.Error);
        Assert.Equal(ServiceError.VersionNotFound, (await Assert.ThrowsAsync<UserRepException>(() => reports.FileAsync("../one", "auc.png", Cancellation))).Error);
    }

    [Fact]
    public async Task Of_a_version_that_was_deleted_and_came_again_the_report_is_the_one_that_came_with_it()
    {
        string folder = _folders.Write(new BundleMaker { Version = "one" });
        await using InProcessSilo silo = await InProcessSilo.StartAsync(_folders.Data);
        IModelReports reports = silo.Get<IModelReports>();
        await AgainAsync(silo, folder, null);
        Assert.Equal([("report.md", 7L)], (await reports.ReadAsync("one", Cancellation)).Files);

        await AgainAsync(silo, folder, [1, 2, 3]);
        Assert.Equal([("auc.png", 3L), ("report.md", 7L)], (await reports.ReadAsync("one", Cancellation)).Files);
        await AgainAsync(silo, folder, [1, 2, 3, 4]);
        Assert.Equal([("auc.png", 4L), ("report.md", 7L)], (await reports.ReadAsync("one", Cancellation)).Files);
        Assert.Equal([1, 2, 3, 4], await reports.FileAsync("one", "auc.png", Cancellation));
    }

    /// <summary>Registers the bundle as if its copy had been deleted, with another picture in its report.</summary>
    private static async Task AgainAsync(InProcessSilo silo, string folder, byte[]? picture)
    {
        await silo.Get<IBundleStore>().DeleteAsync("one", Cancellation);
        if (picture is not null)
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, "report", "auc.png"), picture, Cancellation);
        }

        await silo.Versions.RegisterAsync(folder, "test", Cancellation);
    }
}
