using UserRep.Grains.Streams;

namespace UserRep.FailingSilo;

/// <summary>Failpoints where somebody asks whether a change that is stored is in force, and where what is committed is about to be handed on by its stream.</summary>
internal sealed class KillingCalls(Failpoint failpoint) : IIncomingGrainCallFilter, IOutgoingGrainCallFilter
{
    public Task Invoke(IIncomingGrainCallContext context)
    {
        if (context.InterfaceMethod.Name == "IsInForceAsync")
        {
            failpoint.Hit("in-force.before");
        }

        return context.Invoke();
    }

    public Task Invoke(IOutgoingGrainCallContext context)
    {
        // By it a stream hands on what is in its queue.
        if (context.InterfaceMethod.Name == "DeliverBatch" && context.Request.GetArgument(2) is SiloQueueMessage)
        {
            failpoint.Hit("stream.before-delivery");
        }

        return context.Invoke();
    }
}
