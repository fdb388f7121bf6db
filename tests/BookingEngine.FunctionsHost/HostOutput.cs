namespace BookingEngine.FunctionsHost;

/// <summary>Writes lines with their time (UTC) to the console.</summary>
internal sealed class HostOutput(TimeProvider time)
{
    public void Write(string text) => Console.Out.WriteLine($"{time.GetUtcNow():HH:mm:ss.fff} {text}");
}
