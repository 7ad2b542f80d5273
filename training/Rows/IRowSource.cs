namespace UserRep.Training.Rows;

/// <summary>Where training rows come from: a new draw for every epoch, in features as they are served.</summary>
internal interface IRowSource
{
    /// <summary>Rows of users to learn from; the same number gives the same rows.</summary>
    TrainingRows Draw(int number, CancellationToken cancellation = default);

    /// <summary>Rows of users to watch the loss on; always the same.</summary>
    TrainingRows HeldOut(CancellationToken cancellation = default);
}
