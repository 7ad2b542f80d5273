using System.Net.Http.Headers;

namespace UserRep.Client;

/// <summary>Sends a token along with each call, and with each stream as it begins: the one that is good then.</summary>
internal sealed class TokenHandler(Func<CancellationToken, ValueTask<string>> token, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await token(cancellationToken).ConfigureAwait(false));
        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }
}
