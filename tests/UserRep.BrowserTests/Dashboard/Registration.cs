using System.IO.Compression;
using System.Net.Http.Headers;
using UserRep.Tests.EventLog.Sqlite;
using UserRep.Tests.Model.Bundles;
using Xunit;

namespace UserRep.BrowserTests.Dashboard;

/// <summary>Versions for pages to show.</summary>
internal static class Registration
{
    /// <summary>Registers a version of its own at a silo.</summary>
    public static async Task RegisterAsync(this HttpClient silo, string version)
    {
        using TemporaryFolder folder = new();
        string bundle = Path.Combine(folder.Path, "bundle");
        string zip = Path.Combine(folder.Path, "bundle.zip");
        new BundleMaker { Version = version, EncoderSeed = version.Sum(c => c) }.Write(bundle);
        await ZipFile.CreateFromDirectoryAsync(bundle, zip, TestContext.Current.CancellationToken);
        using ByteArrayContent content = new(await File.ReadAllBytesAsync(zip, TestContext.Current.CancellationToken)) { Headers = { ContentType = new MediaTypeHeaderValue("application/zip") } };
        using HttpResponseMessage answer = await silo.PostAsync("/v1/versions", content, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
    }
}
