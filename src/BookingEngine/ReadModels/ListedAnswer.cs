namespace BookingEngine.ReadModels;

/// <summary>What a list shows of a document whose answer is stored.</summary>
/// <param name="Json">In UTF-8.</param>
public readonly record struct ListedAnswer(string SortKey, ReadOnlyMemory<byte> Json);
