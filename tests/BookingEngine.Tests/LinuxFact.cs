namespace BookingEngine.Tests;

/// <summary>A test that is skipped on other systems than Linux.</summary>
public sealed class LinuxFactAttribute : FactAttribute
{
    /// <param name="why">Why the others cannot run it.</param>
    public LinuxFactAttribute(string why) => Skip = OperatingSystem.IsLinux() ? null! : $"Not on Linux: {why}.";
}
