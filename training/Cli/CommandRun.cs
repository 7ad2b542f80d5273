using UserRep.Model.Bundles;
using UserRep.Model.Features;

namespace UserRep.Training.Cli;

/// <summary>Runs a command's body and maps how it ends to an exit code.</summary>
internal static class CommandRun
{
    public static int Guarded(CommandContext context, Action<CommandContext, CancellationToken> body, CancellationToken cancellation)
    {
        try
        {
            context.Terminal.WithProgress(() => body(context, cancellation));
            return ExitCodes.Done;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            context.Terminal.Error("Cancelled; nothing is left half-written.");
            return ExitCodes.Cancelled;
        }
        catch (Exception e) when (e is UserErrorException or BundleException or FeatureSpecException or IOException or UnauthorizedAccessException)
        {
            context.Terminal.Error(e.Message);
            return ExitCodes.Failed;
        }
    }
}
