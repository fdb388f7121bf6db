namespace BookingEngine.Tests.Contract.Hosts;

/// <param name="Code">Of the problem; null where the answer has no body.</param>
internal sealed record PlatformAnswer(int Status, string? Code = null);
