namespace UserRep.Silo.Hosting;

/// <summary>The settings cannot be worked with.</summary>
internal sealed class SettingsException(IReadOnlyList<string> mistakes) : Exception(string.Join(Environment.NewLine, mistakes))
{
    public IReadOnlyList<string> Mistakes => mistakes;
}
