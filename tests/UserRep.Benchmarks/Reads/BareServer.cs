using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.AspNetCore.Server.Model;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace UserRep.Benchmarks.Reads;

/// <summary>The other end of <see cref="BareTransfer"/>: Kestrel and gRPC as they come, and no service behind them.</summary>
internal sealed class BareServer
{
    /// <summary>What the program is told to be it by.</summary>
    public const string Command = "serve-bare";

    /// <summary>Bytes that ask, and bytes that answer.</summary>
    public static readonly Method<BytesValue, BytesValue> Transfer = new(MethodType.DuplexStreaming, "userrep.benchmarks.Bare", "Transfer", Form(), Form());

    private readonly BytesValue _answer;

    public BareServer(int answerBytes)
    {
        byte[] bytes = new byte[answerBytes];
        new Random(3).NextBytes(bytes);
        _answer = new BytesValue { Value = UnsafeByteOperations.UnsafeWrap(bytes) };
    }

    /// <summary>Serves until it is ended, or whoever started it is.</summary>
    public static async Task ServeAsync(string address, int answerBytes)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            // As the service has it.
            kestrel.Limits.Http2.InitialConnectionWindowSize = 4 << 20;
            kestrel.Limits.Http2.InitialStreamWindowSize = 2 << 20;
            kestrel.ConfigureEndpointDefaults(listen => listen.Protocols = HttpProtocols.Http2);
        });
        builder.WebHost.UseUrls(address);
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(new BareServer(answerBytes));
        builder.Services.AddSingleton<IServiceMethodProvider<BareServer>, Methods>();
        await using WebApplication app = builder.Build();
        app.MapGrpcService<BareServer>();
        await app.StartAsync();
        await Console.Out.WriteLineAsync("ready");
        while (await Console.In.ReadLineAsync() is not null)
        {
            // Nothing is said to it: the end of what it could read is the end of whoever started it.
        }
    }

    private static Marshaller<BytesValue> Form() => Marshallers.Create(
        static (value, context) =>
        {
            context.SetPayloadLength(value.CalculateSize());
            value.WriteTo(context.GetBufferWriter());
            context.Complete();
        },
        static context => BytesValue.Parser.ParseFrom(context.PayloadAsReadOnlySequence()));

    private async Task AnswerAsync(IAsyncStreamReader<BytesValue> questions, IServerStreamWriter<BytesValue> answers, ServerCallContext context)
    {
        while (await questions.MoveNext(context.CancellationToken))
        {
            await answers.WriteAsync(_answer);
        }
    }

    private sealed class Methods : IServiceMethodProvider<BareServer>
    {
        public void OnServiceMethodDiscovery(ServiceMethodProviderContext<BareServer> context) =>
            context.AddDuplexStreamingMethod(Transfer, [], static (server, questions, answers, call) => server.AnswerAsync(questions, answers, call));
    }
}
