using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace UserRep.Grains.Embeddings;

/// <summary>
/// Which row is whose: a hash table whose look-ups take no lock. Changes are serialised by whoever makes them. A look-up waits for memory in three
/// places, one after the other (slot, row, id); whoever looks for many takes each step with all of them, and asks for the next place before it
/// is needed.
/// </summary>
/// <param name="hashBits">How many bits of an id's hash count; the fewer, the more ids look alike.</param>
internal sealed class UserRows(int hashBits = 32)
{
    private const int ChunkRows = 1_024;
    private const int FirstSlots = 16;

    // A slot is a hash in its upper half and a row, counted from 1, in its lower.
    private const long Empty = 0;
    private const long Left = -1;

    private readonly uint _mask = uint.MaxValue >> (32 - hashBits);
    private readonly Stack<int> _free = new();
    private volatile long[] _slots = new long[FirstSlots];
    private volatile UserRow[][] _chunks = [];
    private int _filledSlots;
    private int _rows;
    private uint _given;
    private int _count;

    /// <summary>Gets how many users have a row.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>
    /// Gets the users, in the order of their hashes, which is another in each process: the first of them are a sample in which none has more of a
    /// chance. Some may come and go while they are gone through.
    /// </summary>
    public IEnumerable<string> UserIds
    {
        get
        {
            foreach (long slot in _slots)
            {
                if (slot is not (Empty or Left) && Volatile.Read(ref At((int)slot - 1).UserId) is { } userId)
                {
                    yield return userId;
                }
            }
        }
    }

    /// <summary>An id's hash, with a secret of the process: nobody can make up ids that are alike.</summary>
    public uint Hash(string userId) => (uint)string.GetHashCode(userId) & _mask;

    /// <summary>Asks for the slot where the search for a hash begins.</summary>
    public unsafe void PrefetchSlot(uint hash)
    {
        if (Sse.IsSupported)
        {
            // If the collector moves the array meanwhile, the hint is wrong and nothing else; so are those below.
            long[] slots = _slots;
            Sse.Prefetch0(Unsafe.AsPointer(ref slots[hash & (uint)(slots.Length - 1)]));
        }
    }

    /// <summary>The first row of an owner whose id has the hash, or -1, and asks for the row. More often than not it is the right one.</summary>
    public unsafe int Guess(uint hash)
    {
        uint at = hash;
        int row = Next(_slots, hash, ref at);
        if (row >= 0 && Sse.IsSupported)
        {
            Sse.Prefetch0(Unsafe.AsPointer(ref At(row)));
        }

        return row;
    }

    /// <summary>Asks for the id of a row's owner.</summary>
    public unsafe void PrefetchId(int row)
    {
        if (Sse.IsSupported)
        {
            string? userId = At(row).UserId;
            Sse.Prefetch0((void*)Unsafe.As<string?, nint>(ref userId));
        }
    }

    /// <summary>Reads a row if it is the user's.</summary>
    public bool TryRead(int row, string userId, out UserRow read)
    {
        ref UserRow now = ref At(row);
        long owner = Volatile.Read(ref now.Owner);
        read = new UserRow { UserId = Volatile.Read(ref now.UserId), Owner = owner, KnownPosition = Volatile.Read(ref now.KnownPosition) };

        // A number is given once: while it is there, what was read is its owner's.
        return owner != 0 && string.Equals(read.UserId, userId, StringComparison.Ordinal) && Volatile.Read(ref now.Owner) == owner;
    }

    /// <summary>Finds a user's row.</summary>
    /// <returns>The row; -1 if the user has none.</returns>
    public int Find(string userId, out UserRow read)
    {
        long[] slots = _slots;
        uint hash = Hash(userId);
        uint at = hash;
        for (int row = Next(slots, hash, ref at); row >= 0; row = Next(slots, hash, ref at))
        {
            if (TryRead(row, userId, out read))
            {
                return row;
            }
        }

        read = default;
        return -1;
    }

    /// <summary>Gives a user, who has none, a row.</summary>
    public int Add(string userId, out long owner)
    {
        if (!_free.TryPop(out int row))
        {
            row = _rows++;
            if (row / ChunkRows >= _chunks.Length)
            {
                _chunks = [.. _chunks, new UserRow[ChunkRows]];
            }
        }

        ref UserRow now = ref At(row);
        now.KnownPosition = 0;
        now.UserId = userId;

        // Counted around, and never 0: that is nobody.
        _given = _given == uint.MaxValue ? 1 : _given + 1;
        owner = ((long)row << 32) | _given;
        Volatile.Write(ref now.Owner, owner);
        Insert(Hash(userId), row);
        Volatile.Write(ref _count, _count + 1);
        return row;
    }

    /// <summary>Takes a row from its owner. It is given to another only once it is free.</summary>
    /// <seealso cref="Free"/>
    public void Remove(int row)
    {
        ref UserRow now = ref At(row);
        long[] slots = _slots;
        uint hash = Hash(now.UserId!);
        uint at = hash;
        while (Next(slots, hash, ref at) != row)
        {
            // Another's whose id is alike.
        }

        Volatile.Write(ref slots[(at - 1) & (uint)(slots.Length - 1)], Left);
        Volatile.Write(ref now.Owner, 0);
        now.UserId = null;
        Volatile.Write(ref _count, _count - 1);
    }

    public void Free(int row) => _free.Push(row);

    /// <summary>Says up to where the events of a row's owner are known.</summary>
    public void Know(int row, long position) => Volatile.Write(ref At(row).KnownPosition, position);

    private static int Next(long[] slots, uint hash, ref uint at)
    {
        while (true)
        {
            long slot = Volatile.Read(ref slots[at++ & (uint)(slots.Length - 1)]);
            if (slot == Empty)
            {
                return -1;
            }

            if ((uint)(slot >> 32) == hash && slot != Left)
            {
                return (int)slot - 1;
            }
        }
    }

    private ref UserRow At(int row) => ref _chunks[row / ChunkRows][row % ChunkRows];

    private void Insert(uint hash, int row)
    {
        if ((_filledSlots + 1) * 4L > _slots.Length * 3L)
        {
            // Those who have left are left out, so that there may be room enough in as many slots.
            long[] slots = new long[BitOperations.RoundUpToPowerOf2((uint)Math.Max(FirstSlots, 2 * (_count + 1)))];
            foreach (long slot in _slots)
            {
                if (slot is not (Empty or Left))
                {
                    Put(slots, slot);
                }
            }

            (_slots, _filledSlots) = (slots, _count);
        }

        Put(_slots, ((long)hash << 32) | (uint)(row + 1));
        _filledSlots++;
    }

    private static void Put(long[] slots, long slot)
    {
        uint at = (uint)(slot >> 32);
        while (slots[at & (uint)(slots.Length - 1)] != Empty)
        {
            at++;
        }

        Volatile.Write(ref slots[at & (uint)(slots.Length - 1)], slot);
    }
}
