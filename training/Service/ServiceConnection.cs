using System.Globalization;
using System.Net;
using System.Text.Json;
using UserRep.Training.Cli;

namespace UserRep.Training.Service;

/// <summary>A running service, over REST. Tries again what may pass, for as long as it is asked to wait.</summary>
internal sealed class ServiceConnection : IDisposable
{
    private const int MaxTries = 60;
    private static readonly TimeSpan _longestWait = TimeSpan.FromSeconds(5);

    private readonly HttpClient _http;
    private readonly TimeProvider _time;

    public ServiceConnection(Uri address, string? apiKey, TimeProvider time)
    {
        _time = time;
        _http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(10) };
        if (apiKey is not null)
        {
            _http.DefaultRequestHeaders.Add("x-api-key", apiKey);
        }
    }

    /// <summary>Sends a request, made anew for every try.</summary>
    /// <exception cref="UserErrorException">The service cannot be reached or refuses it; the message says why.</exception>
    public async Task<JsonElement> SendAsync(Func<HttpRequestMessage> request, CancellationToken cancellation)
    {
        for (int attempt = 1; ; attempt++)
        {
            string? why;
            TimeSpan wait = TimeSpan.FromMilliseconds(Math.Min(_longestWait.TotalMilliseconds, 100 * Math.Pow(2, attempt - 1)));
            try
            {
                using HttpRequestMessage message = request();
                using HttpResponseMessage answer = await _http.SendAsync(message, cancellation).ConfigureAwait(false);
                string text = await answer.Content.ReadAsStringAsync(cancellation).ConfigureAwait(false);
                if (answer.IsSuccessStatusCode)
                {
                    return JsonSerializer.Deserialize<JsonElement>(text);
                }

                why = Explain(answer.StatusCode, text);
                if (answer.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable or HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout))
                {
                    throw new UserErrorException($"{_http.BaseAddress} refuses: {why}");
                }

                wait = answer.Headers.RetryAfter?.Delta ?? wait;
            }
            catch (HttpRequestException error)
            {
                why = error.Message;
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                why = "It does not answer.";
            }

            if (attempt == MaxTries)
            {
                throw new UserErrorException($"{_http.BaseAddress} cannot be worked with: {why} Start the service, or check --to; what was accepted stays, so run the command again.");
            }

            await Task.Delay(wait, _time, cancellation).ConfigureAwait(false);
        }
    }

    public void Dispose() => _http.Dispose();

    private static string Explain(HttpStatusCode status, string text)
    {
        try
        {
            JsonElement problem = JsonSerializer.Deserialize<JsonElement>(text);
            return problem.TryGetProperty("detail", out JsonElement detail) ? detail.GetString()! : text;
        }
        catch (JsonException)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{(int)status} {status}");
        }
    }
}
