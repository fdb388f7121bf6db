#pragma warning disable CA1050, IDE0130 // The runtime finds a startup hook by this name, without a namespace.

/// <summary>Runs inside a measured server, by <c>DOTNET_STARTUP_HOOKS</c>: for each line of input it prints how much the process has allocated.
/// Nobody outside of a process can see that.</summary>
internal static class StartupHook
{
    /// <summary>The text before the number.</summary>
    public const string Mark = "Allocated so far: ";

    public static void Initialize() => new Thread(Answer) { IsBackground = true, Name = "benchmark" }.Start();

    private static void Answer()
    {
        while (Console.In.ReadLine() is not null)
        {
            Console.Out.WriteLine($"{Mark}{GC.GetTotalAllocatedBytes()}");
        }
    }
}
