using UserRep.Grains.Partitions;

namespace UserRep.Tests.Grains.Partitions;

/// <summary>Everybody is in memory, but those who are said not to be.</summary>
internal sealed class FakePresence : IUserPresence
{
    public HashSet<string> Absent { get; } = [];

    public bool HasRoom { get; set; } = true;

    /// <summary>Gets who was asked for, question by question.</summary>
    public List<string[]> Asked { get; } = [];

    public List<(string UserId, long Position)> Passed { get; } = [];

    /// <summary>Gets or sets what happens before there is an answer.</summary>
    public Func<Task> Before { get; set; } = () => Task.CompletedTask;

    public async Task<IReadOnlySet<string>> AmongAsync(IReadOnlyCollection<string> userIds)
    {
        Asked.Add([.. userIds]);
        await Before();
        return userIds.Where(user => !Absent.Contains(user)).ToHashSet();
    }

    public void PassedOver(string userId, long position) => Passed.Add((userId, position));
}
