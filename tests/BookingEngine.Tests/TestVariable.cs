using System.Globalization;

namespace BookingEngine.Tests;

/// <summary>Environment variables that make a test do more, or repeat what it did: see docs/testing.md.</summary>
public static class TestVariable
{
    /// <exception cref="FormatException">It is set to what is no whole number.</exception>
    public static int Whole(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
