namespace BookingEngine.Tests.Contract.Hosts;

/// <param name="Code">The code of the problem, or null when the answer has no body.</param>
internal sealed record PlatformAnswer(int Status, string? Code = null);
