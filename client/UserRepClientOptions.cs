namespace UserRep.Client;

/// <summary>Where UserRep is and how a consumer of its vectors says who it is.</summary>
public sealed class UserRepClientOptions
{
    /// <summary>Gets or sets the service's address.</summary>
    /// <value><c>http://127.0.0.1:5081</c>: a service on this machine.</value>
    public Uri Endpoint { get; set; } = new("http://127.0.0.1:5081");

    /// <summary>Gets or sets the key sent with every call; null for a service without authentication.</summary>
    /// <value>Null.</value>
    public string? ApiKey { get; set; }

    /// <summary>Gets or sets how long a call may take in all, retries included.</summary>
    /// <value>2 seconds.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(2);
}
