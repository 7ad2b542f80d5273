namespace UserRep.Grains.Errors;

/// <summary>Something that the caller can understand and act upon.</summary>
[GenerateSerializer]
[Alias("userrep.exception")]
public sealed class UserRepException : Exception
{
    /// <summary>Initializes a new instance of the <see cref="UserRepException"/> class.</summary>
    /// <param name="error">The kind.</param>
    /// <param name="message">What was wrong, with the value, and what to do.</param>
    /// <param name="retryAfter">When to try again, or null if that cannot help.</param>
    /// <param name="inner">The cause.</param>
    public UserRepException(ServiceError error, string message, TimeSpan? retryAfter = null, Exception? inner = null)
        : base(message, inner) => (Error, RetryAfter) = (error, retryAfter);

    /// <summary>Gets the kind.</summary>
    [Id(0)]
    public ServiceError Error { get; }

    /// <summary>Gets when to try again, or null if that cannot help.</summary>
    [Id(1)]
    public TimeSpan? RetryAfter { get; }
}
