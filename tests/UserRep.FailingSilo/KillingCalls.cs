namespace UserRep.FailingSilo;

/// <summary>Failpoints where somebody asks whether a change that is stored is in force, and where what is committed is about to be put on its stream.</summary>
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
        // By it memory streams take a message in.
        if (context.InterfaceMethod.Name == "Enqueue")
        {
            failpoint.Hit("stream.before-queue");
        }

        return context.Invoke();
    }
}
