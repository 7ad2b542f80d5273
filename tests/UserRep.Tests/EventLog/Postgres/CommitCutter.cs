using System.Net;
using System.Net.Sockets;
using System.Text;
using Npgsql;

namespace UserRep.Tests.EventLog.Postgres;

/// <summary>Stands between a client and a server, and cuts the line at the next COMMIT: before the server hears it, or before the client hears the answer.</summary>
internal sealed class CommitCutter : IAsyncDisposable
{
    private static readonly byte[] _commit = Encoding.ASCII.GetBytes("COMMIT\0");

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly NpgsqlConnectionStringBuilder _server;
    private readonly Task _accepting;
    private Cut _cut;

    public CommitCutter(string connectionString)
    {
        _server = new NpgsqlConnectionStringBuilder(connectionString);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string ConnectionString =>
        new NpgsqlConnectionStringBuilder(_server.ConnectionString) { Port = ((IPEndPoint)_listener.LocalEndpoint).Port, Pooling = false }.ToString();

    /// <summary>Cuts the line at the next commit, once.</summary>
    public void Arm(Cut cut) => _cut = cut;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> lines = [];
        try
        {
            while (true)
            {
                lines.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(lines);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using TcpClient server = new();
        using (client)
        using (CancellationTokenSource line = CancellationTokenSource.CreateLinkedTokenSource(_end.Token))
        {
            try
            {
                await server.ConnectAsync(_server.Host!, _server.Port, line.Token);
                Task answers = AnswerAsync(server, client, line.Token);
                await ForwardAsync(client.GetStream(), server.GetStream(), line, answers);
                await line.CancelAsync();
                await answers;
            }
            catch (Exception error) when (error is IOException or OperationCanceledException or SocketException)
            {
                // The line is cut.
            }
        }
    }

    private static async Task AnswerAsync(TcpClient server, TcpClient client, CancellationToken cancellation)
    {
        await server.GetStream().CopyToAsync(client.GetStream(), cancellation);
        client.Client.Shutdown(SocketShutdown.Send);
    }

    private async Task ForwardAsync(NetworkStream client, NetworkStream server, CancellationTokenSource line, Task answers)
    {
        byte[] buffer = new byte[1 << 16];
        int read;
        while ((read = await client.ReadAsync(buffer, line.Token)) > 0)
        {
            Cut cut = buffer.AsSpan(0, read).IndexOf(_commit) >= 0 ? Interlocked.Exchange(ref _cut, Cut.None) : Cut.None;
            if (cut == Cut.BeforeCommit)
            {
                return;
            }

            if (cut == Cut.AfterCommit)
            {
                // The answer comes here, and goes no further.
                await line.CancelAsync();
                await answers.ContinueWith(_ => { }, TaskScheduler.Default);
                await server.WriteAsync(buffer.AsMemory(0, read), _end.Token);
                await server.ReadExactlyAsync(buffer.AsMemory(0, 1), _end.Token);
                return;
            }

            await server.WriteAsync(buffer.AsMemory(0, read), line.Token);
        }
    }
}
