namespace UserRep.FailingSilo;

/// <summary>A failpoint where somebody asks whether a change that is stored is in force.</summary>
internal sealed class KillingCalls(Failpoint failpoint) : IIncomingGrainCallFilter
{
    public Task Invoke(IIncomingGrainCallContext context)
    {
        if (context.InterfaceMethod.Name == "IsInForceAsync")
        {
            failpoint.Hit("in-force.before");
        }

        return context.Invoke();
    }
}
