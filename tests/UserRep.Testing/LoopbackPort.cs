using System.Net;
using System.Net.Sockets;

namespace UserRep.Testing;

/// <summary>Ports of loopback that nobody listens on. None is given out twice: whoever was given one may not have begun to listen.</summary>
/// <remarks>
/// They lie below those that systems give to outgoing connections (from 32,768 on Linux, 49,152 elsewhere): a connection of
/// somebody else must not take a port between its giving out and the listening. Other processes that give out ports at the
/// same time are kept away by a listener at the first port of each block, which stays until this process ends.
/// </remarks>
public static class LoopbackPort
{
    private const int Lowest = 10_000;
    private const int BlockSize = 100;
    private const int Blocks = 220;

    private static readonly Lock _lock = new();
    private static readonly List<TcpListener> _claims = [];
    private static int _block = Environment.ProcessId % Blocks;
    private static int _next;
    private static int _end;

    public static int Free() => FreeRow(1);

    /// <returns>The first of several in a row.</returns>
    /// <exception cref="InvalidOperationException">All are given out.</exception>
    public static int FreeRow(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(count, BlockSize);
        lock (_lock)
        {
            while (true)
            {
                if (_next + count > _end)
                {
                    ClaimBlock();
                }

                int first = _next;
                int taken = Enumerable.Range(first, count).LastOrDefault(port => !IsFree(port));
                if (taken == 0)
                {
                    _next = first + count;
                    return first;
                }

                _next = taken + 1;
            }
        }
    }

    private static void ClaimBlock()
    {
        for (int tried = 0; tried < Blocks; tried++)
        {
            int first = Lowest + (_block * BlockSize);
            _block = (_block + 1) % Blocks;
            if (Listener(first) is { } claim)
            {
                _claims.Add(claim);
                (_next, _end) = (first + 1, first + BlockSize);
                return;
            }
        }

        throw new InvalidOperationException($"No block of {BlockSize} ports from {Lowest} to {Lowest + (Blocks * BlockSize)} is free on loopback. End processes that listen there.");
    }

    private static TcpListener? Listener(int port)
    {
        TcpListener listener = new(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return listener;
        }
        catch (SocketException)
        {
            listener.Dispose();
            return null;
        }
    }

    private static bool IsFree(int port)
    {
        using TcpListener? listener = Listener(port);
        return listener is not null;
    }
}
