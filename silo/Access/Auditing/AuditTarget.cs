namespace UserRep.Silo.Access.Auditing;

/// <summary>What something was done to, where the address does not say it. Never a user's id.</summary>
internal sealed record AuditTarget(string Text)
{
    public static void Set(HttpContext context, string target) => context.Features.Set(new AuditTarget(target));
}
