namespace BookingEngine.EventSourcing;

/// <summary>Processes the events of all streams of a category in order, and saves its position in each stream.</summary>
public interface ISubscription
{
    /// <summary>The key of its saved positions. Never change it.</summary>
    string Name { get; }

    string Category { get; }
}
