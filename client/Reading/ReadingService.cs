using Grpc.Core;
using UserRep.Protocol.V1;

namespace UserRep.Client;

/// <summary>The service whose answers to reads are taken by <see cref="ReadAnswers"/>.</summary>
internal sealed class ReadingService(CallInvoker calls) : Protocol.V1.UserRep.UserRepClient(calls)
{
    private static readonly Method<ReadRequest, ReadResponse> _read = new(
        MethodType.DuplexStreaming,
        Protocol.V1.UserRep.Descriptor.FullName,
        nameof(Read),
        Marshallers.Create<ReadRequest>(Write, static _ => throw new NotSupportedException("Clients ask and are not asked.")),
        Marshallers.Create<ReadResponse>(static (_, _) => throw new NotSupportedException("Clients do not answer."), static context => ReadAnswers.Parse(context.PayloadAsReadOnlySequence())));

    public override AsyncDuplexStreamingCall<ReadRequest, ReadResponse> Read(CallOptions options) => CallInvoker.AsyncDuplexStreamingCall(_read, null, options);

    private static void Write(ReadRequest request, SerializationContext context)
    {
        context.SetPayloadLength(request.CalculateSize());
        Google.Protobuf.MessageExtensions.WriteTo(request, context.GetBufferWriter());
        context.Complete();
    }
}
