namespace UserRep.Client;

/// <summary>Something in the request is not as it must be.</summary>
public sealed class InvalidRequestException : UserRepClientException
{
    internal InvalidRequestException(string message, IReadOnlyList<EventMistake>? mistakes = null)
        : base(message, isTransient: false) => Mistakes = mistakes ?? [];

    /// <summary>Gets what is wrong with each event; empty for other requests.</summary>
    public IReadOnlyList<EventMistake> Mistakes { get; }
}
