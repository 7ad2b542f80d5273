using UserRep.Silo.Hosting;

namespace UserRep.Silo.Health;

/// <summary>Asks the service of this machine whether it is ready: the health check of a container whose image has no program for that.</summary>
internal static class ReadinessProbe
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(4);

    /// <param name="configuration">Says where the service listens.</param>
    /// <returns>The exit code: 0 if it is ready.</returns>
    /// <exception cref="SettingsException">It says so wrongly.</exception>
    public static async Task<int> AskAsync(IConfiguration configuration)
    {
        List<string> mistakes = [];
        IReadOnlyList<ListenAddress> addresses = Addresses.Read(configuration, mistakes);
        if (mistakes.Count > 0)
        {
            throw new SettingsException(mistakes);
        }

        // It asks this machine alone, by an address that no certificate is of, and sends nothing that anybody could want.
        using HttpClientHandler anyCertificate = new() { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator };
        using HttpClient http = new(anyCertificate) { Timeout = _patience };
        try
        {
            using HttpResponseMessage answer = await http.GetAsync(new Uri(addresses[0].LocalUrl, "/health/ready"));
            await Console.Out.WriteLineAsync(await answer.Content.ReadAsStringAsync());
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
        {
            await Console.Out.WriteLineAsync($"Not ready: {error.Message}");
            return 1;
        }
    }
}
