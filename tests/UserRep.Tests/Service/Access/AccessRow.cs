namespace UserRep.Tests.Service.Access;

/// <summary>An endpoint, and who may call it.</summary>
/// <param name="Endpoint">Method and route.</param>
/// <param name="Allowed">Everybody who may.</param>
/// <param name="At">An address of it; the route itself, with something in the place of its values, unless given.</param>
/// <param name="Body">What is sent there.</param>
internal sealed record AccessRow(string Endpoint, string[] Allowed, string? At = null, string Body = "{}")
{
    public HttpMethod Method => new(Endpoint.Split(' ')[0]);

    public string Path => At ?? Endpoint.Split(' ')[1].Replace("{version}", "none", StringComparison.Ordinal).Replace("{name}", "ranker", StringComparison.Ordinal).Replace("{id}", "ann", StringComparison.Ordinal);
}
