using System.Net;
using UserRep.Tests.EventLog.Sqlite;
using UserRep.Tests.Model.Bundles;
using Xunit;

namespace UserRep.Tests.Service;

/// <summary>What comes with a bundle from outside is answered as a picture or not at all.</summary>
public sealed class ReportFilesTests : IAsyncLifetime
{
    private const string Svg = "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";

    private readonly TemporaryFolder _folder = new();
    private readonly SiloProcess _silo = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _silo.StartAsync();
        string bundle = Path.Combine(_folder.Path, "bundle");
        new BundleMaker().Write(bundle);
        foreach (string name in (string[])["plot 1.svg", "auc.PNG", "page.html", "script.js"])
        {
            await File.WriteAllTextAsync(Path.Combine(bundle, "report", name), Svg, Cancellation);
        }

        // Half a character in the name of the data set.
        await File.WriteAllTextAsync(Path.Combine(bundle, "report", "report.json"), "{\"dataset\":{\"name\":\"\\ud800\"},\"tasks\":{}}", Cancellation);

        // Longer than any picture need be.
        await File.WriteAllBytesAsync(Path.Combine(bundle, "report", "long.png"), new byte[(16 << 20) + 1], Cancellation);
        await ServedModel.PublishAsync(_silo.Rest, bundle, makeCurrent: false);
    }

    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Pictures_are_pictures_that_run_nothing_and_there_is_nothing_else()
    {
        foreach ((string name, string type) in (IEnumerable<(string, string)>)[("plot%201.svg", "image/svg+xml"), ("auc.PNG", "image/png")])
        {
            using HttpResponseMessage answer = await _silo.Rest.GetAsync($"/versions/v1/report/{name}", Cancellation);

            Assert.Equal((name, HttpStatusCode.OK, type), (name, answer.StatusCode, answer.Content.Headers.ContentType?.ToString()));
            Assert.Equal("default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'", string.Join('|', answer.Headers.GetValues("Content-Security-Policy")));
            Assert.Equal("nosniff", string.Join('|', answer.Headers.GetValues("X-Content-Type-Options")));
            Assert.Equal(Svg, await answer.Content.ReadAsStringAsync(Cancellation));
        }

        foreach (string path in (string[])["v1/report/page.html", "v1/report/script.js", "v1/report/report.json", "v1/report/report.md", "v1/report/long.png", "v1/report/none.png", "v1/report/..%2Fencoder.onnx", "v1/report/..%2Freport%2Fauc.PNG", "v1/report/%2Fetc%2Fx.png", "v2/report/auc.PNG", "..%2Fv1/report/auc.PNG"])
        {
            using HttpResponseMessage answer = await _silo.Rest.GetAsync($"/versions/{path}", Cancellation);

            Assert.Equal((path, HttpStatusCode.NotFound), (path, answer.StatusCode));
        }
    }

    [Fact]
    public async Task A_page_of_a_report_is_there_whatever_its_figures_are()
    {
        using HttpResponseMessage answer = await _silo.Rest.GetAsync("/versions/v1/report", Cancellation);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("pictures-heading", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }
}
