using UserRep.Protocol.V1;

namespace UserRep.Client;

/// <summary>The reads that travel in one message.</summary>
internal sealed class ReadMessage(ulong id, PendingRead[] reads)
{
    private ReadCall? _call;
    private int _done;

    public ulong Id => id;

    /// <summary>Gets how many reads there are in it.</summary>
    public int Count => reads.Length;

    /// <summary>Gets a value indicating whether nobody waits for an answer any more.</summary>
    public bool IsAbandoned
    {
        get
        {
            // What is done stays done, so each read is passed once, whoever asks; two who ask at once find the same.
            int done = Volatile.Read(ref _done);
            while (done < reads.Length && reads[done].IsDone)
            {
                done++;
            }

            Volatile.Write(ref _done, done);
            return done == reads.Length;
        }
    }

    public ReadRequest Request()
    {
        ReadRequest request = reads[0].Request(id);
        bool hasPositions = Array.Exists(reads, r => r.MinPosition != 0);
        foreach (PendingRead read in reads)
        {
            foreach (string user in read.UserIds)
            {
                request.UserIds.Add(user);
            }

            if (hasPositions)
            {
                request.MinPositions.Add(Enumerable.Repeat(read.MinPosition, read.UserIds.Length));
            }
        }

        return request;
    }

    /// <summary>Says which call it travels on; without any reader left, it is no longer under way there.</summary>
    public void GoesOn(ReadCall call)
    {
        _call = call;
        foreach (PendingRead read in reads)
        {
            read.GoesIn(this);
        }
    }

    /// <summary>A reader has given up.</summary>
    public void ReaderLeft()
    {
        if (IsAbandoned)
        {
            _call?.Forget(this);
        }
    }

    public void Answer(ReadResponse response)
    {
        int users = 0;
        foreach (PendingRead read in reads)
        {
            users += read.UserIds.Length;
        }

        int first = 0;
        foreach (PendingRead read in reads)
        {
            read.Answer(response, users, first);
            first += read.UserIds.Length;
        }
    }

    public void Fail(Exception error)
    {
        foreach (PendingRead read in reads)
        {
            read.Fail(error);
        }
    }
}
