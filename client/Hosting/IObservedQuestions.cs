namespace UserRep.Client;

/// <summary>What the answers of a call say about its questions, whatever those are.</summary>
internal interface IObservedQuestions
{
    /// <summary>Gets a value indicating whether there will be no more: the answers then end by themselves.</summary>
    bool IsComplete { get; }

    /// <summary>One of them is answered.</summary>
    void Answered();
}
