// The runtime looks for a type of this name that is in no namespace, and calls it before the program of the silos that are measured.

/// <summary>Has a silo say how many bytes its living objects take, whenever a line comes on its standard input, and end when whoever measures is gone.</summary>
internal static class StartupHook
{
    /// <summary>What the answer begins with.</summary>
    public const string Answer = "living objects: ";

    /// <summary>Called by the runtime.</summary>
    public static void Initialize() => new Thread(AnswerAll) { IsBackground = true }.Start();

    private static void AnswerAll()
    {
        while (Console.In.ReadLine() is not null)
        {
            Console.Out.WriteLine(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Answer}{GC.GetTotalMemory(forceFullCollection: true)}"));
        }

        Environment.Exit(1);
    }
}
