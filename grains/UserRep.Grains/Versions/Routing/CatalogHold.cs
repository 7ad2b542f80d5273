using UserRep.Grains.Errors;

namespace UserRep.Grains.Versions.Routing;

/// <summary>
/// Whether this is the one catalogue. A silo that stood still, or was cut off, may come back with a catalogue of its own while the cluster has
/// long made another one elsewhere; what it said then would let its readers go on with an old plan. So each catalogue leaves a mark where
/// it is stored as it begins, and one that finds the mark of another there says nothing more.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="isAlone">Whether there is no silo but this, and no other catalogue.</param>
/// <param name="members">How many silos there are, for all that is known here.</param>
internal sealed class CatalogHold(TimeProvider time, bool isAlone, Func<int> members)
{
    /// <summary>For how long what was found is good.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>How long the storage is waited for.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(1);

    private string? _mark;
    private long _foundAt;
    private Task _finding = Task.CompletedTask;
    private long _findingSince;

    /// <summary>Gets a value indicating whether another one is.</summary>
    public bool IsLost { get; private set; }

    /// <summary>Leaves a mark: no other catalogue is the one from then on.</summary>
    public async Task TakeAsync<T>(IPersistentState<T> state)
    {
        if (!isAlone)
        {
            await WriteAsync(state);
            _foundAt = time.GetTimestamp();
        }
    }

    /// <summary>Stores the state, unless another catalogue has. The provider counts writes, and the count is the mark.</summary>
    public async Task WriteAsync<T>(IPersistentState<T> state)
    {
        T written = state.State;

        // What is read now would be taken for what is stored then.
        await _finding.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        IsLost |= _mark is not null && state.Etag != _mark;
        RequireNotLost();
        state.State = written;
        await state.WriteStateAsync();
        _mark = state.Etag;
    }

    /// <summary>Makes sure that this was the one catalogue within the last <see cref="Interval"/>.</summary>
    /// <exception cref="UserRepException">It is not, or that cannot be told.</exception>
    public Task RequireAsync<T>(IPersistentState<T> state, SiloBoard board) =>
        isAlone || time.GetElapsedTime(_foundAt) < Interval ? Task.CompletedTask : FindAsync(state, board, isNow: false);

    /// <summary>Makes sure that this is the one catalogue now.</summary>
    /// <exception cref="UserRepException">It is not, or that cannot be told.</exception>
    public Task RequireNowAsync<T>(IPersistentState<T> state, SiloBoard board) => isAlone ? Task.CompletedTask : FindAsync(state, board, isNow: true);

    private async Task FindAsync<T>(IPersistentState<T> state, SiloBoard board, bool isNow)
    {
        RequireNotLost();

        // A question that hangs is not asked again; what comes of it in the end is as old as the question.
        if (_finding.IsCompleted)
        {
            (_findingSince, _finding) = (time.GetTimestamp(), state.ReadStateAsync());
        }
        else if (isNow)
        {
            throw NotAnswered(null);
        }

        long askedAt = _findingSince;
        TimeSpan left = _patience - time.GetElapsedTime(askedAt);
        try
        {
            await _finding.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, time);
        }
        catch (Exception error)
        {
            // Without the storage nobody can leave a mark either; unless it is only out of reach from here. But then whoever has it is not heard.
            if (!isNow && board.Heard >= members())
            {
                return;
            }

            throw NotAnswered(error);
        }

        IsLost |= state.Etag != _mark;
        RequireNotLost();
        _foundAt = askedAt;
    }

    /// <summary>What was read then has the other's mark, with which it could be written: by one that silos know nothing of any more.</summary>
    private void RequireNotLost()
    {
        if (IsLost)
        {
            throw new UserRepException(ServiceError.NotReady, "The list of versions is kept by another silo now; it is being looked for.", TimeSpan.FromMilliseconds(200));
        }
    }

    private static UserRepException NotAnswered(Exception? error) =>
        new(ServiceError.Unavailable, "The storage of the list of versions does not answer.", TimeSpan.FromSeconds(1), error);
}
