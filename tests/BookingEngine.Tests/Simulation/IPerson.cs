namespace BookingEngine.Tests.Simulation;

/// <summary>A person who sends requests to nodes one after the other.</summary>
public interface IPerson
{
    bool IsDone { get; }

    Node? ServedBy { get; }

    /// <summary>Sends the next requests to the node until done or until the node crashes.</summary>
    Task ContinueAsync(Node node);
}
