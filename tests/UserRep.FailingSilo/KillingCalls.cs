namespace UserRep.FailingSilo;

/// <summary>A failpoint where somebody asks whether a change that is stored is in force, and one where what is committed is put on its stream.</summary>
internal sealed class KillingCalls(Failpoint failpoint) : IIncomingGrainCallFilter
{
    public Task Invoke(IIncomingGrainCallContext context)
    {
        switch (context.InterfaceMethod.Name)
        {
            case "IsInForceAsync":
                failpoint.Hit("in-force.before");
                break;
            case "Enqueue":
                failpoint.Hit("stream.before-queue");
                break;
        }

        return context.Invoke();
    }
}
