using System.Diagnostics;
using System.Net.Sockets;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;
using UserRep.Testing;

namespace UserRep.Benchmarks.Reads;

/// <summary>
/// Bare gRPC to a process of its own: a question of some bytes is answered by as many bytes as was asked for, of which nothing is looked up or
/// computed. Each caller has a stream, and waits for the answer before the next question.
/// </summary>
internal sealed class BareTransfer : IAsyncDisposable
{
    private readonly Process _process;
    private readonly GrpcChannel _channel;
    private readonly AsyncDuplexStreamingCall<BytesValue, BytesValue>[] _streams;
    private readonly string? _socket;

    private BareTransfer(Process process, GrpcChannel channel, int callers, string? socket)
    {
        (_process, _channel, _socket) = (process, channel, socket);
        CallInvoker calls = channel.CreateCallInvoker();
        _streams = [.. Enumerable.Range(0, callers).Select(_ => calls.AsyncDuplexStreamingCall(BareServer.Transfer, null, new CallOptions()))];
    }

    /// <summary>Starts the server.</summary>
    /// <param name="callers">How many callers there will be.</param>
    /// <param name="answerBytes">How long each answer is.</param>
    /// <param name="isLocal">Whether they speak by a Unix socket.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<BareTransfer> StartAsync(int callers, int answerBytes, bool isLocal, CancellationToken cancellation)
    {
        string? socket = isLocal ? Path.Combine(Path.GetTempPath(), $"userrep-benchmark-{Guid.NewGuid():N}.sock") : null;
        string loopback = $"http://127.0.0.1:{LoopbackPort.Free()}";
        string address = socket is null ? loopback : $"http://unix:{socket}";
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "UserRep.Benchmarks.dll"), BareServer.Command, address, $"{answerBytes}"]) { RedirectStandardOutput = true, RedirectStandardInput = true };
        Process process = Process.Start(start)!;
        try
        {
            _ = await process.StandardOutput.ReadLineAsync(cancellation) ?? throw new InvalidOperationException("The bare server has ended before it was ready.");
        }
        catch
        {
            process.Kill();
            process.Dispose();
            throw;
        }

        // As the client library has it.
        SocketsHttpHandler connections = new() { EnableMultipleHttp2Connections = true, InitialHttp2StreamWindowSize = 1 << 20 };
        if (socket is not null)
        {
            connections.UseProxy = false;
            connections.ConnectCallback = (_, stop) => ConnectAsync(socket, stop);
        }

        // Over a Unix socket the address is not used.
        GrpcChannelOptions options = new() { MaxReceiveMessageSize = null, HttpHandler = connections, DisposeHttpClient = true };
        return new BareTransfer(process, GrpcChannel.ForAddress(loopback, options), callers, socket);
    }

    /// <summary>Sends a question and waits for its answer.</summary>
    /// <returns>The bytes of the answer.</returns>
    public async Task<int> AskAsync(int caller, ByteString question, CancellationToken cancellation)
    {
        AsyncDuplexStreamingCall<BytesValue, BytesValue> stream = _streams[caller];
        await stream.RequestStream.WriteAsync(new BytesValue { Value = question }, cancellation);
        return await stream.ResponseStream.MoveNext(cancellation) ? stream.ResponseStream.Current.Value.Length : throw new InvalidOperationException("The bare server has ended.");
    }

    public async ValueTask DisposeAsync()
    {
        Array.ForEach(_streams, stream => stream.Dispose());
        _channel.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        if (_socket is not null)
        {
            File.Delete(_socket);
        }
    }

    private static async ValueTask<Stream> ConnectAsync(string path, CancellationToken cancellation)
    {
        Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
