using System.Text;
using UserRep.EventLog.Events;
using UserRep.Model.Bundles;
using UserRep.Training.Cli;
using UserRep.Training.Datasets;
using UserRep.Training.Importing;

namespace UserRep.Training.Export;

/// <summary>
/// Reads a log up to where it was at the start, partition by partition, and writes the data set. Memory holds ids, attributes and a bounded
/// number of events. Who is erased meanwhile is left out wholly: what was read of them before must not outlive them.
/// </summary>
internal sealed class ExportRun(IEventLogReader log, ExportRequest request)
{
    private const int MaxAttributes = 256;
    private const int ChecksAtOnce = 4;
    private const int ChecksPerLook = 1_000;

    private readonly ProfileFold _profiles = new(request.Attributes);
    private readonly List<long> _lastOffsets = [];
    private readonly HashSet<int> _erasedUsers = [];
    private long _events;
    private long _profileEvents;
    private long _erased;
    private long _missing;
    private long _damaged;

    /// <exception cref="UserErrorException">Something of the request does not fit the log.</exception>
    public async Task<ExportResult> RunAsync(IProgressReporter progress, CancellationToken cancellation)
    {
        using DatasetBuilder builder = new(request.Target);
        using ModelBundle? bundle = request.Bundle is null ? null : ModelBundle.Open(request.Bundle);
        EventNames names = EventNames.Of(bundle);
        AddItems(builder, new ItemSource(request.Items, bundle, request.Modality), progress, cancellation);
        await ReadAsync(builder, names, progress, cancellation).ConfigureAwait(false);
        await LeaveOutErasedAsync(builder, progress, cancellation).ConfigureAwait(false);
        AddUsers(builder);
        builder.OnboardingEventType = names.Onboarding is { } picks && builder.EventTypes.Contains(picks) ? picks : null;
        DatasetInfo info = builder.Complete(progress, cancellation);
        return new ExportResult(request.Target.Out, info, new ExportCounts(info.Events, _profileEvents, _erased, _missing, _damaged, _erasedUsers.Count, _profiles.LeftOut));
    }

    private static void AddItems(DatasetBuilder builder, ItemSource source, IProgressReporter progress, CancellationToken cancellation)
    {
        using IProgressStage stage = progress.Start("Reading items");
        foreach (ItemInfo item in source.Items())
        {
            cancellation.ThrowIfCancellationRequested();
            builder.AddItem(item);
        }
    }

    private async Task ReadAsync(DatasetBuilder builder, EventNames names, IProgressReporter progress, CancellationToken cancellation)
    {
        IReadOnlyList<PartitionHead> heads = await log.HeadsAsync(cancellation).ConfigureAwait(false);
        using IProgressStage stage = progress.Start("Reading the log", heads.Sum(h => h.Offset), "events");
        foreach (PartitionHead head in heads)
        {
            long read = 0;
            while (read < head.Offset)
            {
                IReadOnlyList<LogEvent> page = await log.ReadPartitionAsync(head.Partition, read, request.Page, cancellation).ConfigureAwait(false);
                long reached = page.Count == 0 ? head.Offset : Math.Min(head.Offset, page[^1].Offset);
                _missing += reached - read - page.Count(e => e.Offset <= reached);
                foreach (LogEvent e in page.TakeWhile(e => e.Offset <= reached))
                {
                    Add(builder, names, e);
                }

                stage.Advance(reached - read);
                read = reached;
            }
        }

        if (_events == 0)
        {
            throw new UserErrorException("The log has no events that a data set could be made of. Send the service some first, with 'replay' or through its interface.");
        }
    }

    private void Add(DatasetBuilder builder, EventNames names, LogEvent logged)
    {
        if (logged.Event is not { } e)
        {
            _erased++;
            return;
        }

        int user = builder.User(e.UserId);
        Link(user, logged);
        if (logged.Damage is not null)
        {
            _damaged++;
            return;
        }

        if (e.Attributes is not null || e.Type == names.Profile)
        {
            _profileEvents++;
            _profiles.Apply(user, e.Attributes ?? new Dictionary<string, string?>(), e.TimestampMs);
            return;
        }

        _events++;
        builder.AddEvent(user, e.ItemId, builder.Type(e.Type), e.TimestampMs, e.Value);
    }

    /// <summary>A first event after others: the user was erased between two pages, and came back.</summary>
    private void Link(int user, LogEvent e)
    {
        while (_lastOffsets.Count <= user)
        {
            _lastOffsets.Add(0);
        }

        if (e.Prev == 0 && _lastOffsets[user] != 0)
        {
            _erasedUsers.Add(user);
        }

        _lastOffsets[user] = e.Offset;
    }

    /// <summary>Looks at every user once more: whose last event is gone was erased, unless a later one links to it, which says that it was pruned.</summary>
    private async Task LeaveOutErasedAsync(DatasetBuilder builder, IProgressReporter progress, CancellationToken cancellation)
    {
        using IProgressStage stage = progress.Start("Looking for users erased meanwhile", _lastOffsets.Count, "users");
        foreach (int[] users in Enumerable.Range(0, _lastOffsets.Count).Chunk(ChecksPerLook))
        {
            bool[] isGone = new bool[users.Length];
            await Parallel.ForAsync(0, users.Length, new ParallelOptions { MaxDegreeOfParallelism = ChecksAtOnce, CancellationToken = cancellation }, async (i, token) =>
            {
                long last = _lastOffsets[users[i]];
                string id = Encoding.UTF8.GetString(builder.UserIds[users[i]]);
                isGone[i] = await log.ReadUserAsync(id, last - 1, 1, token).ConfigureAwait(false) is not [LogEvent next] || (next.Offset != last && next.Prev == 0);
            }).ConfigureAwait(false);
            _erasedUsers.UnionWith(users.Where((_, i) => isGone[i]));
            stage.Advance(users.Length);
        }

        foreach (int user in _erasedUsers)
        {
            builder.LeaveOut(user);
        }
    }

    private void AddUsers(DatasetBuilder builder)
    {
        builder.Attributes = _profiles.Names;
        if (builder.Attributes.Count > MaxAttributes)
        {
            throw new UserErrorException($"The log has {builder.Attributes.Count} profile attributes, and a data set takes {MaxAttributes}. Name those to keep with --attributes.");
        }

        foreach (UserRow row in _profiles.Rows(user => Encoding.UTF8.GetString(builder.UserIds[user])))
        {
            builder.AddUser(row);
        }
    }
}
