"""What a change costs: requests as a team meets them, each a patch a side with contract cases of
its own."""
