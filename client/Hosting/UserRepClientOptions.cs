namespace UserRep.Client;

/// <summary>Where UserRep is, who asks, and how patiently.</summary>
public sealed class UserRepClientOptions
{
    /// <summary>
    /// Gets or sets the service's gRPC address. Of a service on this machine that listens at a Unix socket, too, it is that of the socket, such as
    /// <c>unix:///run/userrep/grpc.sock</c>, and large reads take less time.
    /// </summary>
    /// <value><c>http://127.0.0.1:5081</c>: a service on this machine.</value>
    public Uri Endpoint { get; set; } = new("http://127.0.0.1:5081");

    /// <summary>
    /// Gets the gRPC addresses of several silos of one cluster, where there are several: each call goes to the next of them, each stream
    /// stays where it began, and what one of them does not take, the next does. One that answers nothing for two fifths of
    /// <see cref="Timeout"/> is given up, as is one to which there is no connection within a second. A stream that had to leave its silo
    /// returns after 2 to 4 minutes, once that answers. Goes before <see cref="Endpoint"/>.
    /// </summary>
    /// <value>None.</value>
    public IList<Uri> Endpoints { get; } = [];

    /// <summary>Gets or sets the key sent with every call; null for a service without authentication.</summary>
    /// <value>Null.</value>
    public string? ApiKey { get; set; }

    /// <summary>
    /// Gets or sets what gives the token (JWT) that each call is sent with, and each stream begins with; null for none. It is asked each time, also by
    /// several calls at once, so it should keep a token for as long as that is good. When a stream's token runs out, the stream begins anew with the next.
    /// </summary>
    /// <value>Null.</value>
    public Func<CancellationToken, ValueTask<string>>? AccessToken { get; set; }

    /// <summary>
    /// Gets or sets a file with the certificates of whoever signs that of the service, as PEM, where this machine does not trust them anyway. Then no others
    /// are trusted. For addresses with <c>https</c>.
    /// </summary>
    /// <value>Null: those that this machine trusts.</value>
    public string? CertificateAuthorityFile { get; set; }

    /// <summary>Gets or sets the version that every read is of unless it names another; null for the one that is current.</summary>
    /// <value>Null. A downstream model should name the version that its head was trained on.</value>
    public string? Version { get; set; }

    /// <summary>
    /// Gets or sets the downstream model in whose name every read is: unless a version is named, each user's vector is of the version that
    /// the service has for the two of them. Null for reads in nobody's name.
    /// </summary>
    /// <value>Null.</value>
    public ConsumerOptions? Consumer { get; set; }

    /// <summary>Gets or sets how long a call may take in all, retries included. Events that go in several messages have it for each.</summary>
    /// <value>2 seconds.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Gets or sets how often a call is tried again after an error that may pass.</summary>
    /// <value>3.</value>
    public int MaxRetries { get; set; } = 3;

    /// <summary>
    /// Gets or sets the wait before the first retry; it doubles, up to 5 seconds. What the service asks for counts if it is longer. Up to
    /// half of the wait is added by chance, so that callers who failed together do not come back together.
    /// </summary>
    /// <value>50 milliseconds.</value>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Gets or sets after what wait a read is asked again on a second stream, the first answer counting; null for never.</summary>
    /// <value>Null. Set it to about the time that 95 % of reads stay below.</value>
    public TimeSpan? HedgeAfter { get; set; }

    /// <summary>Gets or sets the most users that go in one message.</summary>
    /// <value>1,000.</value>
    public int MaxUsersPerMessage { get; set; } = 1_000;

    /// <summary>Gets or sets the most events that go in one message.</summary>
    /// <value>1,000.</value>
    public int MaxEventsPerMessage { get; set; } = 1_000;

    /// <summary>Gets or sets how many reads may wait to be sent; more wait for a place.</summary>
    /// <value>10,000.</value>
    public int MaxWaitingReads { get; set; } = 10_000;

    /// <summary>Gets how long one of several silos may be silent: two can be given up, and there is time left for a third.</summary>
    internal TimeSpan Patience => Timeout * 0.4;

    /// <summary>Gets the addresses that count.</summary>
    internal IReadOnlyList<Uri> Addresses => Endpoints.Count > 0 ? [.. Endpoints] : [Endpoint];

    /// <summary>Everything that is wrong with the options; empty if nothing is.</summary>
    internal IEnumerable<string> Mistakes()
    {
        foreach (Uri address in Addresses.Where(a => !IsAddress(a)))
        {
            yield return $"{(Endpoints.Count > 0 ? "Endpoints has" : "Endpoint is")} \"{address}\". Give the service's gRPC address, such as http://127.0.0.1:5081 or unix:///run/userrep/grpc.sock.";
        }

        if (ApiKey is not null && AccessToken is not null)
        {
            yield return "ApiKey and AccessToken are both set. Set one of them.";
        }

        if (CertificateAuthorityFile is { } file && CertificateAuthority.Mistake(file) is { } unreadable)
        {
            yield return $"CertificateAuthorityFile is \"{file}\", {unreadable} Give a file with certificates as PEM.";
        }

        foreach (string mistake in Consumer?.Mistakes() ?? [])
        {
            yield return mistake;
        }

        if (Timeout <= TimeSpan.Zero)
        {
            yield return $"Timeout is {Timeout}. Give a time above zero.";
        }

        if (MaxRetries is < 0 or > 100)
        {
            yield return $"MaxRetries is {MaxRetries}. Give 0 to 100.";
        }

        if (RetryDelay < TimeSpan.Zero)
        {
            yield return $"RetryDelay is {RetryDelay}. Give zero or more.";
        }

        if (HedgeAfter <= TimeSpan.Zero)
        {
            yield return $"HedgeAfter is {HedgeAfter}. Give a time above zero, or none.";
        }

        if (MaxUsersPerMessage < 1 || MaxEventsPerMessage < 1 || MaxWaitingReads < 1)
        {
            yield return $"MaxUsersPerMessage, MaxEventsPerMessage and MaxWaitingReads are {MaxUsersPerMessage}, {MaxEventsPerMessage} and {MaxWaitingReads}. Give 1 or more.";
        }
    }

    private static bool IsAddress(Uri address) =>
        address is { IsAbsoluteUri: true, Scheme: "http" or "https" } || (address is { IsAbsoluteUri: true, Scheme: LocalSocket.Scheme, Host: "", Query: "", Fragment: "" } && address.LocalPath.Length is > 1 and < LocalSocket.LongestPath);
}
