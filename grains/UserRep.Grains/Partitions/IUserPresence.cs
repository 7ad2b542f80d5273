namespace UserRep.Grains.Partitions;

/// <summary>Who is in memory. Whoever is not reads the log on coming into it, and so need not be told of what the log has already.</summary>
internal interface IUserPresence
{
    /// <summary>Gets a value indicating whether there is room in memory for more users.</summary>
    bool HasRoom { get; }

    /// <summary>Those of some users who may be in memory on any silo, or are coming into it. Who comes later reads the log later.</summary>
    Task<IReadOnlySet<string>> AmongAsync(IReadOnlyCollection<string> userIds);

    /// <summary>Takes note that a user, who is not in memory, has events and was not told of them.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="position">Offset of the last of them.</param>
    void PassedOver(string userId, long position);
}
