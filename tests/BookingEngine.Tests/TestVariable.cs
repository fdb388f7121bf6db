using System.Globalization;

namespace BookingEngine.Tests;

/// <summary>Environment variables that make a test run more cases or repeat a failure. See docs/testing.md.</summary>
public static class TestVariable
{
    /// <exception cref="FormatException">The value is not a whole number.</exception>
    public static int Whole(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
