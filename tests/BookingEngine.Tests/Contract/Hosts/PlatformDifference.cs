namespace BookingEngine.Tests.Contract.Hosts;

/// <summary>A request that the Functions host answers by itself, before a function sees it.</summary>
/// <param name="Reason">Why the function app cannot answer like the local host.</param>
/// <param name="Request">The request line and headers as sent.</param>
internal sealed record PlatformDifference(string Name, string Reason, string Request, PlatformAnswer LocalHost, PlatformAnswer FunctionsHost);
