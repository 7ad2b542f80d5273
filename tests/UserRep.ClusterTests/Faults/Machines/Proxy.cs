using System.Net;
using System.Net.Sockets;

namespace UserRep.ClusterTests.Faults.Machines;

/// <summary>A wire from a port of this machine to another, which can be cut, slowed down and torn.</summary>
internal sealed class Proxy : IAsyncDisposable
{
    private const int BufferBytes = 1 << 16;
    private const int LeastDelayMs = 25;
    private const int MostDelayMs = 75;

    private static readonly TimeSpan _betweenTears = TimeSpan.FromSeconds(2);

    private readonly TcpListener _listener;
    private readonly IPEndPoint _target;
    private readonly Random _random;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Socket> _sockets = [];
    private readonly Task _accepting;
    private volatile TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Wire _wire;

    /// <param name="at">The address to listen at.</param>
    /// <param name="target">Where it leads.</param>
    /// <param name="seed">How late what comes late is.</param>
    public Proxy(IPAddress at, IPEndPoint target, int seed)
    {
        (_listener, _target, _random) = (new TcpListener(at, 0), target, new Random(seed));
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Gets how many connections were made.</summary>
    public int Connections { get; private set; }

    public Wire Wire
    {
        get => _wire;
        set
        {
            _wire = value;
            if (value == Wire.Reset)
            {
                TearAll();
            }

            Interlocked.Exchange(ref _changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
        }
    }

    /// <summary>Has the connections of some torn every 2 s until something is over; they are torn then.</summary>
    public static async Task TearAsync(Proxy[] proxies, Task over)
    {
        while (!over.IsCompleted)
        {
            // A connection lives for a moment, so that something is under way when it is torn.
            Set(proxies, Wire.Whole);
            await Task.WhenAny(over, Task.Delay(_betweenTears, CancellationToken.None));
            Set(proxies, Wire.Reset);
        }
    }

    public static void Set(Proxy[] proxies, Wire wire) => Array.ForEach(proxies, proxy => proxy.Wire = wire);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        TearAll();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private static void Tear(Socket socket)
    {
        try
        {
            // Closed so, the other end is told that it is torn, not that it is over.
            socket.LingerState = new LingerOption(true, 0);
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // It is closed already.
        }

        socket.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            Socket caller = await _listener.AcceptSocketAsync(_stop.Token);
            Connections++;
            _ = CarryAsync(caller);
        }
    }

    private async Task CarryAsync(Socket caller)
    {
        Socket target = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        caller.NoDelay = true;
        Keep(caller, target);
        try
        {
            await PassableAsync(Wire.CutThere);
            await target.ConnectAsync(_target, _stop.Token);
            await Task.WhenAny(CarryAsync(caller, target, Wire.CutThere), CarryAsync(target, caller, Wire.CutBack));
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // One of them is gone, and so is the other.
        }
        finally
        {
            Tear(caller);
            Tear(target);
        }
    }

    private async Task CarryAsync(Socket from, Socket to, Wire cut)
    {
        byte[] buffer = new byte[BufferBytes];
        try
        {
            while (await from.ReceiveAsync(buffer, _stop.Token) is var count and > 0)
            {
                await PassableAsync(cut);
                if (_wire == Wire.Slow)
                {
                    await Task.Delay(Delay(), _stop.Token);
                }

                for (int sent = 0; sent < count;)
                {
                    sent += await to.SendAsync(buffer.AsMemory(sent, count - sent), _stop.Token);
                }
            }
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // One of them is gone.
        }
    }

    /// <summary>Ends when the wire carries in a direction again.</summary>
    private async Task PassableAsync(Wire cut)
    {
        while (true)
        {
            // First the promise: a change after it is seen in one of the two.
            Task changed = _changed.Task;
            Wire wire = _wire;
            if (wire == Wire.Reset)
            {
                throw new SocketException((int)SocketError.ConnectionReset);
            }

            if (wire != Wire.Cut && wire != cut)
            {
                return;
            }

            await changed.WaitAsync(_stop.Token);
        }
    }

    private int Delay()
    {
        lock (_random)
        {
            return _random.Next(LeastDelayMs, MostDelayMs);
        }
    }

    private void Keep(params Socket[] sockets)
    {
        lock (_sockets)
        {
            _sockets.AddRange(sockets);
        }
    }

    private void TearAll()
    {
        lock (_sockets)
        {
            _sockets.ForEach(Tear);
            _sockets.Clear();
        }
    }
}
