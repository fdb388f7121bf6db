#pragma warning disable CA1050, IDE0130 // The runtime finds a startup hook by this name, without a namespace.

/// <summary>Runs inside a measured server, by <c>DOTNET_STARTUP_HOOKS</c>: for each line of input it prints what the process has used. Nobody outside
/// of a process can see what it allocated, or its processor time finer than in hundredths of a second.</summary>
internal static class StartupHook
{
    /// <summary>The text before the numbers: allocated bytes, processor time in ticks, working set in bytes.</summary>
    public const string Mark = "Used so far: ";

    public static void Initialize() => new Thread(Answer) { IsBackground = true, Name = "benchmark" }.Start();

    private static void Answer()
    {
        while (Console.In.ReadLine() is not null)
        {
            Console.Out.WriteLine($"{Mark}{GC.GetTotalAllocatedBytes()} {Environment.CpuUsage.TotalTime.Ticks} {Environment.WorkingSet}");
        }
    }
}
